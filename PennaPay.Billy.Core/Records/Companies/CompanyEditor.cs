using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>Reads and changes the company that a workspace belongs to.</summary>
public sealed class CompanyEditor(Database database, CompanyFeed feed)
{
    /// <summary>The company, with the product's defaults for what was never chosen.</summary>
    public async Task<Company> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Workspace>().SingleOrDefaultAsync(w => w.Id == workspace, cancellationToken) is { } known
            ? Company.Of(known)
            : new Company();
    }

    /// <summary>Stores the form, and tells the workspace's open pages.</summary>
    public async Task<SaveCompanyResult> SaveAsync(Actor actor, Company company, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(company);
        var tidied = company.Tidied();
        if (CompanyRules.Check(tidied) is { Count: > 0 } problems)
            return new SaveCompanyResult.Invalid(problems);
        await database.WriteAsync(actor, Permission.EditCompany, async (db, token) =>
        {
            tidied.CopyTo(await db.Set<Workspace>().SingleAsync(w => w.Id == actor.Workspace, token));
            db.Audit("company.changed", nameof(Workspace), actor.Workspace.Value);
        }, cancellationToken);
        feed.Publish(new CompanyChanged(actor.Workspace));
        return new SaveCompanyResult.Saved(tidied);
    }
}
