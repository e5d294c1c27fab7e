"""The ASGI application around Streamlit: who may connect, what may be asked for, and what every answer carries."""
