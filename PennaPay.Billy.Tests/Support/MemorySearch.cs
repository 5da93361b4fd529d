using System.Reflection;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Finds a text in all that can be reached in memory: what a dump of the program would show of what is still in use.</summary>
internal static class MemorySearch
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <param name="text">What is looked for, in strings and in the characters that strings are made of.</param>
    /// <param name="roots">Where to begin.</param>
    /// <returns>The way to each place, by types and fields.</returns>
    public static IReadOnlyList<string> Find(string text, params object[] roots)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object What, Way Way)>();
        var fields = new Dictionary<Type, FieldInfo[]>();
        List<string> found = [];
        foreach (var root in roots)
            See(root, new(null, root.GetType().Name));
        while (open.TryDequeue(out var next))
        {
            switch (next.What)
            {
                case string letters when letters.Contains(text, StringComparison.OrdinalIgnoreCase):
                case char[] more when more.AsSpan().Contains(text, StringComparison.OrdinalIgnoreCase):
                    found.Add($"{next.Way}");
                    break;
                case string or char[]:
                    break;
                case Array many when Holds(many.GetType().GetElementType()!):
                    foreach (var one in many)
                        See(one, next.Way);
                    break;
                case Array:
                    break;
                default:
                    foreach (var field in FieldsOf(next.What.GetType()))
                        See(field.GetValue(next.What), new(next.Way, $"{next.What.GetType().Name}.{field.Name}"));
                    break;
            }
        }

        return found;

        void See(object? what, Way way)
        {
            if (what is not null and not (Type or MemberInfo or Assembly or Module or Pointer or Thread) && (what is ValueType || seen.Add(what)))
                open.Enqueue((what, way));
        }

        FieldInfo[] FieldsOf(Type type) => fields.TryGetValue(type, out var known) ? known : fields[type] = [.. ReadFields(type)];
    }

    private static IEnumerable<FieldInfo> ReadFields(Type type)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(Fields).Where(field => Holds(field.FieldType)))
                yield return field;
        }
    }

    /// <summary>Whether such a thing can lead to a text.</summary>
    private static bool Holds(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsPointer && !type.IsByRefLike && !type.IsFunctionPointer && type != typeof(decimal) && type != typeof(Guid)
        && type != typeof(DateTime) && type != typeof(DateTimeOffset) && type != typeof(TimeSpan) && type != typeof(CancellationToken);

    private sealed record Way(Way? From, string Step)
    {
        public override string ToString() => From is null ? Step : $"{From} > {Step}";
    }
}
