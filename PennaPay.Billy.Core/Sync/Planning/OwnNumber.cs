namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>The number that a record without one is given before it is created elsewhere, so that it can be found again.</summary>
internal static class OwnNumber
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The same for the same record: <c>PP-</c> and eight letters or digits that are not taken for one another.</summary>
    public static string Of(Guid id)
    {
        // The end of such an id is random; its beginning is a time.
        var random = BitConverter.ToUInt64(id.ToByteArray(), 8);
        return "PP-" + string.Create(8, random, (text, value) =>
        {
            for (var i = 0; i < text.Length; i++)
                (text[i], value) = (Letters[(int)(value & 31)], value >> 5);
        });
    }
}
