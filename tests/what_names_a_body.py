"""What of the product names a body: column by column."""

from django.apps import apps

from incidents.models import Agency


def rows_naming(agency):
    """{model: how many of its rows name `agency`}, for every column of the product that can, its own names aside."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label not in ("incidents", "notifications") or hasattr(model, "history_id"):
            continue
        if hasattr(model, "instance_type") or model.__name__ in ("AgencyName",):
            continue
        for column in model._meta.concrete_fields:
            if column.related_model is Agency and column.name != "merged_into":
                count = model._default_manager.filter(**{column.name: agency}).count()
                found[f"{model.__name__}.{column.name}"] = count
    return found
