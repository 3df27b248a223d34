"""What charges stood on in free text becomes a document; what was paid before becomes a payment with its receipt."""

from django.db import migrations
from django.db.models import F


def carry_over(apps, schema_editor):
    del schema_editor
    documents = apps.get_model("organisation", "PolicyDocument").objects
    charges = apps.get_model("charges", "Charge").objects
    for words in charges.exclude(legal_basis="").values_list("legal_basis", flat=True).distinct():
        document, _made = documents.get_or_create(number=words[:200])
        charges.filter(legal_basis=words).update(basis=document)
    paid = charges.filter(state="paid", payments=None)
    payment = apps.get_model("charges", "Payment")
    payment.objects.bulk_create(
        payment(
            charge=row,
            amount=row.amount,
            method=row.method or "cash",
            receipt=row.receipt,
            because=row.because,
            at=row.ended_at,
            by_account=row.ended_by,
        )
        for row in paid
    )
    charges.filter(state="paid").update(paid=F("amount"))


class Migration(migrations.Migration):
    dependencies = [("charges", "0002_payments_and_bases")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
