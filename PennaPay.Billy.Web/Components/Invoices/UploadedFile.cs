using Microsoft.AspNetCore.Components.Forms;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>One chosen file: on its way here, and what becomes of it.</summary>
public sealed partial class UploadedFile
{
    private const int ReportEvery = 256 * 1024;

    private readonly IBrowserFile? source;

    public UploadedFile(IBrowserFile file) =>
        (source, Name, Bytes, IsKnownKind) = (file, OutsideText.Line(file.Name), file.Size, ImportFile.FormatOf(file.Name) is not null);

    /// <summary>One that is here already.</summary>
    public UploadedFile(ImportFile content) =>
        (Content, Name, Bytes, IsKnownKind, Progress) = (content, content.Name, content.Size, true, 100);

    public string Name { get; }

    public string Size => Bytes < 1024 * 1024
        ? $"{Format.Count((int)Math.Max(1, Bytes / 1024))} kB"
        : $"{Format.Number(Math.Round(Bytes / 1048576m, 1))} MB";

    /// <summary>How many bytes it says that it has.</summary>
    public long Bytes { get; }

    /// <summary>How much of the file has arrived, in percent; null before its turn.</summary>
    public int? Progress { get; private set; }

    /// <summary>The file, once it is here.</summary>
    public ImportFile? Content { get; private set; }

    /// <summary>What becomes of it.</summary>
    public PlannedFile? Plan { get; set; }

    /// <summary>What was stored of it.</summary>
    public ImportedFile? Imported { get; set; }

    /// <summary>The file could not be read to its end.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the name is that of a file that can hold invoices.</summary>
    public bool IsKnownKind { get; }

    /// <summary>Whether something can be said of it.</summary>
    public bool IsDone => Plan is not null || HasFailed || !IsKnownKind;

    public static int Megabytes(long bytes) => (int)(bytes / 1024 / 1024);

    /// <summary>Forgets what it holds, which is megabytes, once nothing more is asked of it.</summary>
    internal void Forget() => Content = null;

    internal async Task ReadAsync(ILogger logger, Action progressed, CancellationToken cancellationToken)
    {
        if (source is not { } file || ImportFile.FormatOf(file.Name) is not { } format)
            return;
        var largest = ImportFile.LargestOf(format);
        if (file.Size > largest)
        {
            Content = ImportFile.TooLarge(file.Name, format);
            return;
        }

        Progress = 0;
        try
        {
            await using var stream = new CountingStream(file.OpenReadStream(largest, cancellationToken), read =>
            {
                Progress = (int)(100 * read / Math.Max(1, file.Size));
                progressed();
            });
            Content = await ImportFile.ReadAsync(file.Name, format, stream, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.ReadingFailed(logger, fault, file.Size);
            HasFailed = true;
        }
    }

    /// <summary>Tells how far reading is, not for each of thousands of small pieces.</summary>
    private sealed class CountingStream(Stream inner, Action<long> report) : Stream
    {
        private long read;
        private long reported;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            read += count;
            if (read - reported >= ReportEvery || count == 0)
                report(reported = read);
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Reading a file of {Bytes} bytes failed.")]
        public static partial void ReadingFailed(ILogger logger, Exception fault, long bytes);
    }
}
