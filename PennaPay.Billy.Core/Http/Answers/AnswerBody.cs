using System.Buffers;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>The bytes of one answer in a borrowed buffer, so that a long list does not leave one array of megabytes a page behind.</summary>
internal sealed class AnswerBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] buffer;
    private int length;

    private AnswerBody(int size) => buffer = ArrayPool<byte>.Shared.Rent(size);

    public Span<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>An answer without a body.</summary>
    public static AnswerBody Nothing() => new(0);

    /// <exception cref="HttpRequestException">There are more than <paramref name="most"/> bytes, or it is not HTTP.</exception>
    public static async Task<AnswerBody> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > most)
            throw TooLarge();
        // One more than was announced, so that the end is met without growing.
        var body = new AnswerBody((int)(announced + 1 ?? FirstBuffer));
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(body.Free(), cancellationToken) is var read and > 0)
            {
                body.length += read;
                if (body.length > most)
                    throw TooLarge();
            }

            return body;
        }
        catch (HttpIOException broken)
        {
            body.Dispose();
            throw new HttpRequestException(broken.HttpRequestError, broken.Message, broken);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // Whoever borrows the buffer next may be anybody, and an answer may hold tokens.
        Bytes.Clear();
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length) = ([], 0);
    }

    private Memory<byte> Free()
    {
        if (length == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, buffer.Length * 2));
            Bytes.CopyTo(larger);
            Bytes.Clear();
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsMemory(length);
    }

    private static HttpRequestException TooLarge() => new(HttpRequestError.ConfigurationLimitExceeded, "The answer is too large.");
}
