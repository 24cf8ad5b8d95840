"""The notebooks in Chinese import it first: from then on checks, explorers and figures speak Chinese."""

from bplab import fonts, language

language.speak(language.CHINESE)
fonts.use_chinese()
