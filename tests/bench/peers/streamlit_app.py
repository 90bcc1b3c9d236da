"""A Streamlit app: https://docs.streamlit.io/develop/api-reference/widgets/st.slider ."""

import streamlit as st

from tests.bench.peers.sample import FIRST, HOME, LAST, figure, reading

n = st.slider("Number of answers", FIRST, LAST, HOME)
st.write(reading(n))
st.plotly_chart(figure(n))
