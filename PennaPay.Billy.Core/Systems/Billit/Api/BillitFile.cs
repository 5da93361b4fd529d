namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>A file of Billit's. Nothing of it was looked at: what it is called and said to be is somebody else's word.</summary>
public sealed record BillitFile
{
    private static ReadOnlySpan<byte> PdfSign => "%PDF-"u8;

    public string? FileId { get; init; }
    public string? FileName { get; init; }
    public string? MimeType { get; init; }

    /// <summary>The file itself.</summary>
    public required byte[] FileContent { get; init; }

    /// <summary>Whether it begins as PDFs do (ISO 32000-1, 7.5.2).</summary>
    public bool IsPdf => FileContent.AsSpan().StartsWith(PdfSign);
}
