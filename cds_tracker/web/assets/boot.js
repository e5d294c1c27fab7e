// Before Streamlit's bundle: where the server is (so that a deep link is not probed), and Streamlit's own words in Vietnamese.
window.__streamlit = { BACKEND_BASE_URL: location.origin + "/", MAIN_PAGE_BASE_URL: location.origin + "/" };
