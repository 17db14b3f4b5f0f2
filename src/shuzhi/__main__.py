"""`python -m shuzhi` is the command `shuzhi`."""

from shuzhi.cli.main import main

if __name__ == "__main__":
    main()
