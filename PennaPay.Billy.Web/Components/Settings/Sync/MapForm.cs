using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>A mapping as its form holds it.</summary>
/// <param name="IsCustom">Whether it is the owner's own.</param>
/// <param name="Rows">Its rows; those of the delivered one where it is not.</param>
public sealed record MapForm(bool IsCustom, IReadOnlyList<FieldRow> Rows)
{
    public FieldMap? Map => IsCustom ? new FieldMap(Rows) : null;

    public MapForm With(int index, FieldRow row) => this with { Rows = [.. Rows.Take(index), row, .. Rows.Skip(index + 1)] };

    public MapForm Without(int index) => this with { Rows = [.. Rows.Take(index), .. Rows.Skip(index + 1)] };
}
