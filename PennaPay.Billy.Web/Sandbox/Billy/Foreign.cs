using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Another record in place of the right one, as a mixed-up proxy would answer.</summary>
internal static class Foreign
{
    /// <summary>Some other stored record, or an invented look-alike; null when there is nothing to resemble.</summary>
    public static SandboxRecord? Of(SandboxStore store, Resource resource, SandboxRecord? right) =>
        store[resource.Plural].All.FirstOrDefault(record => record != right) ?? (right is null ? null : LookAlike(right));

    /// <summary>The answer to a write, about the other record and what is embedded in it.</summary>
    public static Changes Changes(SandboxStore store, SandboxRecord right)
    {
        var changes = new Changes();
        var other = Of(store, right.Resource, right)!;
        changes.Save(other);
        foreach (var child in right.Resource.Children.SelectMany(many => store.Children(other, many)))
            changes.Save(child);
        return changes;
    }

    private static SandboxRecord LookAlike(SandboxRecord right)
    {
        var other = right.CopyAs(SandboxStore.NewId());
        foreach (var field in right.Resource.Fields)
        {
            if (field is { Kind: FieldKind.Number, IsReadOnly: true })
                other[field.Name] = right.Number(field.Name) + 100m;
            if (field.Name is "orderNo" or "externalId" or "contactNo" or "productNo" or "name")
                other[field.Name] = "another " + right.Text(field.Name);
        }
        return other;
    }
}
