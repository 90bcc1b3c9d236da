// Hands a file that the kernel sends to whoever reads the page.
function initialize({ model }) {
  model.on("msg:custom", (message, buffers) => {
    if (message.kind !== "file") return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]], { type: message.type }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

export default { initialize };
