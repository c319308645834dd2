"""The person's measures in cm and resting angles in degrees: 172 cm, seven and a half heads."""

from __future__ import annotations

HIP_HALF_WIDTH = 8.6
THIGH = 42.0
SHIN = 41.0
ANKLE_HEIGHT = 7.5
PELVIS_TO_L5 = 9.0
SPINE_LENGTHS = (17.0, 15.0, 16.0)
NECK = 9.0
SHOULDER_HALF_WIDTH = 16.5
SHOULDER_DROP = 4.5
UPPER_ARM = 32.0
FOREARM = 26.0
PALM = 5.5

L5_REST = 8.0
SPINE_REST = (-24.0, 12.0, 16.0)
SPINE_STEPS = (6, 5, 5)
LUMBAR_WEIGHTS = (0.45, 0.8, 1.1, 1.25, 1.25, 1.15)
"""The low back bends least next to the pelvis, or the waistband juts out."""
NECK_BASE_REST, NECK_REST, HEAD_REST = 6.0, -6.0, -12.0
NECK_STEPS = 4
SHOULDER_REST, ELBOW_REST = 14.0, 6.0
