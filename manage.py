"""Django's door for developers; operators run ``pustakota``."""

from pustakota.__main__ import main

if __name__ == "__main__":
    main()
