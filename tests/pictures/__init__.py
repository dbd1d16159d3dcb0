"""The pictures of the handbooks: one fictional scene, played in the practice Slack."""
