"""Tests of recording and correcting consent."""
