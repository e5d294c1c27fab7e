"""Starlette's client for applications in process. It warns that the library it stands on has a successor."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient as TestClient
