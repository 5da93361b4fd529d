using System.Globalization;
using System.Runtime.CompilerServices;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Statements that are written as text.</summary>
internal static class Sql
{
    /// <summary>
    /// A statement in which pieces of SQL, that is arguments that are statements themselves, become part of its text; every
    /// other argument stays a value that travels as a parameter.
    /// </summary>
    public static FormattableString Of(FormattableString statement)
    {
        var values = new List<object?>();
        return FormattableStringFactory.Create(Text(statement, values), [.. values]);
    }

    private static string Text(FormattableString statement, List<object?> values) => string.Format(
        CultureInfo.InvariantCulture, statement.Format, Array.ConvertAll(statement.GetArguments(), argument =>
        {
            if (argument is FormattableString piece)
                return (object?)Text(piece, values);
            values.Add(argument);
            return $"{{{values.Count - 1}}}";
        }));
}
