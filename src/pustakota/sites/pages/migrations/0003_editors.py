"""Who edits the site does so as a member of a group of the editor, and no more as somebody who may do everything."""

from django.db import migrations

MODERATORS, EDITORS = "Moderators", "Editors"
"""Groups that the editor's own migrations make: the first publishes, the second hands in for review."""
BOTH = {("pages", "author"): ("add", "change")}
MODERATORS_ALONE = {
    ("pages", "author"): ("delete",),
    ("pages", "banner"): ("add", "change", "delete"),
    ("pages", "menu"): ("add", "change", "delete"),
    ("wagtailredirects", "redirect"): ("add", "change", "delete"),
    ("wagtailcore", "workflow"): ("add", "change", "delete"),
    ("wagtailcore", "task"): ("add", "change", "delete"),
    ("simple_translation", "simpletranslation"): ("submit_translation",),
}


def give(apps, schema_editor):
    groups = {group.name: group for group in apps.get_model("auth", "Group").objects.all()}
    for names, rights in (((MODERATORS, EDITORS), BOTH), ((MODERATORS,), MODERATORS_ALONE)):
        permissions = [_permission(apps, *of, verb) for of, verbs in rights.items() for verb in verbs]
        for name in names:
            groups[name].permissions.add(*permissions)
    for account in apps.get_model("people", "Account").objects.filter(is_superuser=True):
        account.groups.add(groups[MODERATORS])
        account.is_superuser = False
        account.save(update_fields=["is_superuser"])


def _permission(apps, app, model, verb):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    codename = verb if "_" in verb else f"{verb}_{model}"
    made, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": codename.replace("_", " ")}
    )
    return made


def take_back(apps, schema_editor):
    rows = apps.get_model("people", "Account").objects.filter(groups__name=MODERATORS)
    keys = list(rows.values_list("pk", flat=True))
    apps.get_model("people", "Account").objects.filter(pk__in=keys).update(is_superuser=True)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_site"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("people", "0007_passkeys_and_corrections"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("simple_translation", "0001_initial"),
    ]

    operations = [migrations.RunPython(give, take_back)]
