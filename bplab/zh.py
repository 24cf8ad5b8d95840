"""The notebooks in Chinese import it first: from then on checks and explorers speak Chinese."""

from bplab import language

language.speak(language.CHINESE)
