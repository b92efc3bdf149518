using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PixelHub.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Modes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(SqlText.Load("Modes"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("An older version cannot keep names and addresses. Restore a backup instead.");
    }
}
