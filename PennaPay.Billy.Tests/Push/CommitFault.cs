using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Tests.Push;

/// <summary>Lets the next transactions fail when everything is done but the commit.</summary>
internal sealed class CommitFault : DbTransactionInterceptor
{
    private readonly Queue<Exception> planned = new();

    public void Plan(Exception fault) => planned.Enqueue(fault);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        planned.TryDequeue(out var fault) ? throw fault : ValueTask.FromResult(result);
}
