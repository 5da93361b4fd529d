using Microsoft.AspNetCore.Components.Forms;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>One chosen file on its way in.</summary>
public sealed partial class FileImport(IBrowserFile file)
{
    private const int ReportEvery = 256 * 1024;

    public string Name => file.Name;

    public string Size => file.Size < 1024 * 1024
        ? $"{Format.Count((int)Math.Max(1, file.Size / 1024))} kB"
        : $"{Format.Number(Math.Round(file.Size / 1048576m, 1))} MB";

    /// <summary>How much of the file has arrived, in percent; null before its turn.</summary>
    public int? Progress { get; private set; }

    public bool IsDone => Result is not null || HasFailed || !IsKnownKind;

    public ImportResult? Result { get; private set; }

    /// <summary>The file could not be read to its end, or storing it failed.</summary>
    public bool HasFailed { get; private set; }

    private bool IsCsv => Path.GetExtension(file.Name).ToLowerInvariant() is ".csv" or ".txt";

    /// <summary>Whether the name is that of a file that can hold invoices.</summary>
    public bool IsKnownKind => IsCsv || string.Equals(Path.GetExtension(file.Name), ".xml", StringComparison.OrdinalIgnoreCase);

    public static int Megabytes(long bytes) => (int)(bytes / 1024 / 1024);

    internal async Task RunAsync(
        InvoiceImporter importer, Actor actor, ILogger logger, Action progressed, CancellationToken cancellationToken)
    {
        var limit = IsCsv ? InvoiceImporter.MaxCsvBytes : InvoiceImporter.MaxUblBytes;
        if (file.Size > limit)
            Result = new ImportResult.Refused([new(null, null, ImportProblems.FileTooLarge, Megabytes(limit))], 1);
        if (IsDone)
            return;
        Progress = 0;
        try
        {
            await using var stream = new CountingStream(file.OpenReadStream(limit, cancellationToken), read =>
            {
                Progress = (int)(100 * read / Math.Max(1, file.Size));
                progressed();
            });
            Result = IsCsv
                ? await importer.ImportCsvAsync(actor, stream, cancellationToken)
                : await importer.ImportUblAsync(actor, stream, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.ImportFailed(logger, fault, file.Size);
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
        [LoggerMessage(LogLevel.Warning, "Importing a file of {Bytes} bytes failed.")]
        public static partial void ImportFailed(ILogger logger, Exception fault, long bytes);
    }
}
