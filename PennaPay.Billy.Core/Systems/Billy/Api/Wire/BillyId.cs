using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>Billy's ids: opaque, but only of these characters, so that one is safe in a path.</summary>
internal static partial class BillyId
{
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,160}\z")]
    private static partial Regex Shape { get; }

    /// <exception cref="ArgumentException">It cannot be an id of Billy's.</exception>
    public static string Checked(string id) =>
        Shape.IsMatch(id) ? id : throw new ArgumentException("This is not an id of Billy's.", nameof(id));

    /// <summary>Whether a text can be an id; Billy may name a record by one that cannot.</summary>
    public static bool IsOne(string id) => Shape.IsMatch(id);

    /// <summary>Whether a record is there and has an id.</summary>
    public static bool IsGiven([NotNullWhen(true)] IBillyRecord? record) => record is not null && IsOne(record.Id);
}
