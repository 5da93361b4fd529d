using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>
/// Knows customers of whom another system alone says what they are called and where they are, so that nobody changes here what would
/// be written over. Customers knows none of its owners.
/// </summary>
public interface ICustomerOwner
{
    Task<bool> OwnsAsync(WorkspaceDbContext db, Guid customer, CancellationToken cancellationToken);
}
