using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Tells of customers whom another system alone describes. Customers knows none of these systems; <see cref="CustomerOwners"/> asks them all.</summary>
public interface ICustomerOwner
{
    /// <param name="db">The workspace.</param>
    /// <param name="customer">The one that is asked about; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyDictionary<Guid, CustomerOwner>> OfAsync(WorkspaceDbContext db, Guid? customer, CancellationToken cancellationToken);
}
