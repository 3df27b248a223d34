from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("people", "0007_passkeys_and_corrections"),
    ]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="groups",
            field=models.ManyToManyField(
                blank=True, related_name="user_set", related_query_name="user", to="auth.group"
            ),
        ),
    ]
