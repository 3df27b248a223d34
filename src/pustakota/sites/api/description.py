"""The description of the API (OpenAPI): what the framework knows, and every way in which an operation may say no."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from pustakota.sites.api import problems

REFERENCE = "#/components/schemas/Problem"
DEFINITIONS = "#/components/schemas/{model}"
WORDS = {
    401: "Not signed in, or the sign-in failed.",
    403: "Signed in, but not allowed.",
    404: "The address names nothing that exists, or nothing that you may know of.",
    409: "The rules do not allow it; every reason is given.",
    422: "The input cannot be used, or names a card, barcode, title or service point that does not exist.",
    429: "Too many attempts.",
    503: "Not now; try again after the seconds of `Retry-After`.",
}


class DescribedAPI(NinjaAPI):
    """An API whose description names its problems."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**options)
        schema = problems.Problem.model_json_schema(ref_template=DEFINITIONS)
        described["components"].setdefault("schemas", {}).update(schema.pop("$defs"), Problem=schema)
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                for status in _problems_of(path, method, operation):
                    operation["responses"][status] = _described(status)
        return described

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


def _problems_of(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    is_sign_in = path.endswith("/tokens")
    found = {503, 429} if path.endswith("/completions") else {503}
    names_somebody = any(given["name"] == "card_number" for given in operation.get("parameters", ()))
    if "{" in path or names_somebody:
        found.add(404)
    if "requestBody" in operation or operation.get("parameters"):
        found.add(422)
    if is_sign_in:
        found |= {401, 429}
    elif method != "get" and not operation.get("security"):  # what anybody may send is counted
        found |= {409, 429}
    if operation.get("security"):
        found |= {401, 403}
        if method != "get":
            found.add(409)
    return found


def _described(status: int) -> dict[str, Any]:
    return {"description": WORDS[status], "content": {problems.MEDIA_TYPE: {"schema": {"$ref": REFERENCE}}}}
