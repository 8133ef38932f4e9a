"""The blueprint of the managers' pages."""

from flask import Blueprint

manager = Blueprint("manager", __name__)
