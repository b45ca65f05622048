"""The program's name and version, in one place."""

NAME = "年报编辑器"
VERSION = "0.1.0"
