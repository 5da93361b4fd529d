using PennaPay.Billy.Core.Links;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>What questions are about, as text; at most one question about each is open.</summary>
public static class Subjects
{
    public static string Ours(RecordKind kind, Guid id) => $"{kind}/here/{id:N}";

    public static string Theirs(RecordKind kind, string id) => $"{kind}/there/{id}";

    public static string Field(RecordKind kind, Guid ours, string row) => $"{Ours(kind, ours)}/{row}";
}
