namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>
/// A file that gives only so much to a reader which has not come to the end of a tag meanwhile: a reader looks at all attributes
/// and namespaces of a tag before it tells of any, and takes the longer for each the more there are.
/// </summary>
internal sealed class XmlPortions(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    private const int MostAtOnce = 256 * 1024;

    private int taken;

    /// <summary>The reader has come on.</summary>
    public void Next() => taken = 0;

    /// <exception cref="TooLongException">The reader has not come on for long.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (taken > MostAtOnce)
            throw new TooLongException();
        var read = base.Read(buffer, offset, count);
        taken += read;
        return read;
    }

    /// <summary>A tag is longer than any of an invoice.</summary>
    internal sealed class TooLongException : Exception;
}
