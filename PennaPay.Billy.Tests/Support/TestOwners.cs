using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>People for what is kept with a person.</summary>
internal static class TestOwners
{
    /// <summary>Stores an owner of the workspace, who cannot sign in.</summary>
    public static async Task<Guid> AddAsync(Database database, WorkspaceId workspace)
    {
        var owner = new Owner { Id = Guid.CreateVersion7(), WorkspaceId = workspace };
        await database.WriteAsync(workspace, (db, _) => Task.FromResult(db.Add(owner)), default);
        return owner.Id;
    }
}
