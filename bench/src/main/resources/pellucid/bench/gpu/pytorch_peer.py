"""The encoder, the training step and the matrix products of pellucid.bench.gpu in PyTorch, timed the same way.

Random weights, random tokens; eager, with scaled_dot_product_attention and the fused AdamW. Lines that begin with @ are
findings: see pellucid.bench.gpu.Finding.
"""

import sys


def finding(kind, *fields):
    print("@" + kind, *fields, sep="\t", flush=True)


try:
    import torch
    import torch.nn.functional as F
except ImportError as e:
    finding("skipped", f"python3 has no PyTorch ({e})")
    sys.exit(0)

TINY = "--tiny" in sys.argv
if not torch.cuda.is_available() and not TINY:
    finding("skipped", f"PyTorch {torch.__version__} sees no CUDA device")
    sys.exit(0)
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

VOCABULARY, HIDDEN, LAYERS, HEADS, INTERMEDIATE, LONGEST = (50, 64, 2, 2, 128, 16) if TINY else (30522, 384, 6, 12, 1536, 512)
TEXTS, TOKENS, PAIRS = (2, 5, 2) if TINY else (256, 128, 32)
SIZES = [(70, 69, 37)] if TINY else [(4096, 4096, 4096), (32768, 1536, 384), (8, 1536, 384)]
DROPOUT = 0.1


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = torch.nn.Linear(HIDDEN, 3 * HIDDEN)
        self.projection = torch.nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = torch.nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = torch.nn.Linear(HIDDEN, INTERMEDIATE)
        self.down = torch.nn.Linear(INTERMEDIATE, HIDDEN)
        self.norm = torch.nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x):
        texts, tokens, _ = x.shape
        q, k, v = self.qkv(x).view(texts, tokens, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        dropout = DROPOUT if self.training else 0.0
        context = F.scaled_dot_product_attention(q, k, v, dropout_p=dropout)
        context = self.projection(context.transpose(1, 2).reshape(texts, tokens, HIDDEN))
        x = self.attention_norm(x + F.dropout(context, DROPOUT, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm(x + F.dropout(y, DROPOUT, self.training))


class Encoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.words = torch.nn.Embedding(VOCABULARY, HIDDEN, padding_idx=0)
        self.positions = torch.nn.Embedding(LONGEST, HIDDEN)
        self.types = torch.nn.Embedding(2, HIDDEN)
        self.norm = torch.nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = torch.nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids):
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions) + self.types(torch.zeros_like(ids))
        x = F.dropout(self.norm(x), DROPOUT, self.training)
        for layer in self.layers:
            x = layer(x)
        return F.normalize(x.mean(1), dim=1)


def milliseconds(work, calls):
    """What the device takes for a call of the work, on average over calls between two events."""
    if DEVICE == "cpu":
        import time

        start = time.perf_counter()
        for _ in range(calls):
            work()
        return (time.perf_counter() - start) * 1000 / calls
    start, stop = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    start.record()
    for _ in range(calls):
        work()
    stop.record()
    stop.synchronize()
    return start.elapsed_time(stop) / calls


def median(work, budget):
    """The median of repeats that together take about so many milliseconds."""
    work()
    first = milliseconds(work, 1)
    calls = int(max(1, min(100, 2 // first + 1)))
    samples = int(max(3, min(15, budget / (calls * first)))) | 1
    return sorted(milliseconds(work, calls) for _ in range(samples))[samples // 2]


def taken():
    """How much of the device's memory PyTorch has taken, for the last column."""
    return "" if DEVICE == "cpu" else f", {torch.cuda.memory_reserved() / 1e9:.1f} GB of the device taken"


def products(precision):
    for m, n, k in SIZES:
        a, b, c = (torch.randn(s, device=DEVICE) for s in ((m, k), (k, n), (m, n)))
        time = median(lambda: torch.mm(a, b, out=c), 300)
        rate = 2 * m * n * k / time / 1e9
        size = f"{m} x {n} x {k}"
        finding("kernel", f"torch.mm {precision}", size, f"{time:.4f}", f"{rate:.2f} TFLOP/s", "")
        finding("number", f"pytorch gemm {size} {precision}", time)


def encoder(precision):
    model = Encoder().to(DEVICE).eval()
    ids = torch.randint(1, VOCABULARY, (TEXTS, TOKENS), device=DEVICE)
    with torch.inference_mode():
        time = median(lambda: model(ids), 3000)
    finding("summary", f"encoder, {TEXTS} texts of {TOKENS} tokens, {precision}", f"{time:.2f} ms", f"PyTorch, eager{taken()}")
    finding("number", f"pytorch encoder {precision}", time)


def training(precision):
    model = Encoder().to(DEVICE).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5, weight_decay=0.01, fused=DEVICE == "cuda")
    ids = torch.randint(1, VOCABULARY, (2 * PAIRS, TOKENS), device=DEVICE)
    labels = torch.arange(PAIRS, device=DEVICE)

    def step():
        vectors = model(ids)
        loss = F.cross_entropy(20 * vectors[:PAIRS] @ vectors[PAIRS:].T, labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss.item()

    time = median(step, 3000)
    finding("summary", f"training, step of {PAIRS} pairs of {TOKENS} tokens, {precision}", f"{time:.2f} ms", f"PyTorch, eager{taken()}")
    finding("number", f"pytorch training {precision}", time)


print("PyTorch", torch.__version__, "on", torch.cuda.get_device_name(0) if DEVICE == "cuda" else "the CPU")
for precision in ("FP32", "TF32"):
    torch.backends.cuda.matmul.allow_tf32 = precision == "TF32"
    torch.backends.cudnn.allow_tf32 = precision == "TF32"
    products(precision)
    encoder(precision)
    training(precision)
