"""Driving the demo by a script."""

from callcenter.tour.steps import TourFailed
from callcenter.tour.walk import Tour

__all__ = ["Tour", "TourFailed"]
