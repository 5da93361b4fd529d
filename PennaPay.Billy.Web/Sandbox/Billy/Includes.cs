using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What <c>include</c> asks for: <c>invoice.lines:embed,contact.country</c>.</summary>
internal sealed class Includes
{
    private readonly HashSet<(string Resource, string Property)> embeds = [];
    private readonly HashSet<(string Resource, string Property)> sideloads = [];

    public Includes(string? text)
    {
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
                continue;
            var mode = part.IndexOf(':', dot);
            var end = mode < 0 ? part.Length : mode;
            var key = (part[..dot], part[(dot + 1)..end]);
            if (part[end..] == ":embed")
                embeds.Add(key);
            else
                sideloads.Add(key);
        }
    }

    public bool Any => embeds.Count + sideloads.Count > 0;

    public bool Embeds(Resource resource, Field field) => embeds.Contains((resource.Singular, field.IncludeName));

    public bool Sideloads(Resource resource, Field field) => sideloads.Contains((resource.Singular, field.IncludeName));
}
