namespace PennaPay.Billy.Tests.Support;

/// <summary>Bytes that, like a browser's upload, cannot be read synchronously.</summary>
public sealed class AsyncOnlyStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Read asynchronously.");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(base.Read(buffer.Span));
}
