// Hands out a file that the kernel sends.
function initialize({ model }) {
  model.on("msg:custom", (message, buffers) => {
    if (message.kind === "file") hand(message.name, new Blob([buffers[0]], { type: message.type }));
  });
}

export default { initialize };
