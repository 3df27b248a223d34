"""What fines stood on in free text becomes a document of the list."""

from django.db import migrations


def carry_over(apps, schema_editor):
    del schema_editor
    documents = apps.get_model("organisation", "PolicyDocument").objects
    rows = apps.get_model("circulation", "PolicyRow").objects
    for words in rows.exclude(legal_basis="").values_list("legal_basis", flat=True).distinct():
        document, _made = documents.get_or_create(number=words)
        rows.filter(legal_basis=words).update(basis=document)


class Migration(migrations.Migration):
    dependencies = [("circulation", "0006_policy_basis")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
