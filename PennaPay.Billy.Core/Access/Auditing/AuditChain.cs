using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Access.Auditing;

/// <summary>The hashes that tie each entry of the audit to all before it.</summary>
internal static class AuditChain
{
    /// <summary>SHA-256 over the hash of the entry before and all fields that stay.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> previous, AuditEntry entry)
    {
        using var fields = new MemoryStream();
        using (var writer = new BinaryWriter(fields, Encoding.UTF8, leaveOpen: true))
        {
            // Texts carry their length and what may be missing says so, so that no two entries are the same bytes.
            writer.Write(previous);
            writer.Write(entry.Id);
            writer.Write(entry.WorkspaceId.Value.ToByteArray());
            writer.Write(entry.At.UtcTicks);
            writer.Write((int)entry.ActorKind);
            writer.Write(entry.ActorId);
            Write(writer, entry.SessionId?.ToString());
            writer.Write(entry.Action);
            writer.Write(entry.SubjectKind);
            Write(writer, entry.SubjectId);
            writer.Write(entry.Count is not null);
            writer.Write(entry.Count ?? 0);
            Write(writer, entry.Refusal);
            writer.Write(entry.PayloadHash.Length);
            writer.Write(entry.PayloadHash);
        }

        return SHA256.HashData(fields.GetBuffer().AsSpan(0, (int)fields.Length));
    }

    /// <summary>SHA-256 over a payload.</summary>
    public static byte[] HashOf(string payload) => SHA256.HashData(Encoding.UTF8.GetBytes(payload));

    private static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        writer.Write(text ?? "");
    }
}
