using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Tests.Push;

/// <summary>Counts the queries that are sent to the database.</summary>
internal sealed class CommandCount : DbCommandInterceptor
{
    private int count;

    public int Value => Volatile.Read(ref count);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }
}
