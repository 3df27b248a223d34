"""Staff plan what takes place, register people, and note who came."""
