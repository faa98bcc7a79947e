"""How likely a small language model finds a text: the optional part that garbled wording needs.

A story goes through `language_model.LanguageModel`, which turns text into tokens (`tokenizer`) and reads them with one
of two backends: `transformer` (numpy) or `onnx_backend` (onnxruntime, int8). `gguf` reads the model's file, `store` is
where it is kept. Nothing here is imported unless a run asks for fluency.
"""
