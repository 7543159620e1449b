"""Modelling: how a version of the risk model is judged, compared, tried and replayed."""
