"""The demo plan: invented tasks of the model ministry, entering as workbooks through the real import, with a history."""
