"""Indicators of operation mode, selection and contract 运营模式选择."""
