package dev.pgweir.routing.checkout;

import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** A prepared statement that passes everything on to another. All that runs it passes through two methods. */
public abstract class DelegatingPreparedStatement extends DelegatingStreams {

    protected DelegatingPreparedStatement(PreparedStatement statement) {
        super(statement);
    }

    /** The statement that everything is passed on to. */
    protected final PreparedStatement delegate() {
        return prepared;
    }

    @Override
    public boolean execute() throws SQLException {
        return run(() -> prepared.execute());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run(() -> prepared.executeQuery());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return run(() -> prepared.executeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(() -> prepared.executeLargeUpdate());
    }

    @Override
    public void addBatch() throws SQLException {
        prepared.addBatch();
    }

    @Override
    public void clearParameters() throws SQLException {
        prepared.clearParameters();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return prepared.getMetaData();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return prepared.getParameterMetaData();
    }

    @Override
    public void setNull(int index, int type) throws SQLException {
        bind(index, (to, place) -> to.setNull(place, type));
    }

    @Override
    public void setNull(int index, int type, String typeName) throws SQLException {
        bind(index, (to, place) -> to.setNull(place, type, typeName));
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        bind(index, (to, place) -> to.setBoolean(place, value));
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        bind(index, (to, place) -> to.setByte(place, value));
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        bind(index, (to, place) -> to.setShort(place, value));
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        bind(index, (to, place) -> to.setInt(place, value));
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        bind(index, (to, place) -> to.setLong(place, value));
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        bind(index, (to, place) -> to.setFloat(place, value));
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        bind(index, (to, place) -> to.setDouble(place, value));
    }

    @Override
    public void setBigDecimal(int index, BigDecimal value) throws SQLException {
        bind(index, (to, place) -> to.setBigDecimal(place, value));
    }

    @Override
    public void setString(int index, String value) throws SQLException {
        bind(index, (to, place) -> to.setString(place, value));
    }

    @Override
    public void setNString(int index, String value) throws SQLException {
        bind(index, (to, place) -> to.setNString(place, value));
    }

    @Override
    public void setBytes(int index, byte[] value) throws SQLException {
        bind(index, (to, place) -> to.setBytes(place, value));
    }

    @Override
    public void setDate(int index, Date value) throws SQLException {
        bind(index, (to, place) -> to.setDate(place, value));
    }

    @Override
    public void setDate(int index, Date value, Calendar calendar) throws SQLException {
        bind(index, (to, place) -> to.setDate(place, value, calendar));
    }

    @Override
    public void setTime(int index, Time value) throws SQLException {
        bind(index, (to, place) -> to.setTime(place, value));
    }

    @Override
    public void setTime(int index, Time value, Calendar calendar) throws SQLException {
        bind(index, (to, place) -> to.setTime(place, value, calendar));
    }

    @Override
    public void setTimestamp(int index, Timestamp value) throws SQLException {
        bind(index, (to, place) -> to.setTimestamp(place, value));
    }

    @Override
    public void setTimestamp(int index, Timestamp value, Calendar calendar) throws SQLException {
        bind(index, (to, place) -> to.setTimestamp(place, value, calendar));
    }

    @Override
    public void setObject(int index, Object value) throws SQLException {
        bind(index, (to, place) -> to.setObject(place, value));
    }

    @Override
    public void setObject(int index, Object value, int type) throws SQLException {
        bind(index, (to, place) -> to.setObject(place, value, type));
    }

    @Override
    public void setObject(int index, Object value, int type, int scaleOrLength) throws SQLException {
        bind(index, (to, place) -> to.setObject(place, value, type, scaleOrLength));
    }

    @Override
    public void setObject(int index, Object value, SQLType type) throws SQLException {
        bind(index, (to, place) -> to.setObject(place, value, type));
    }

    @Override
    public void setObject(int index, Object value, SQLType type, int scaleOrLength) throws SQLException {
        bind(index, (to, place) -> to.setObject(place, value, type, scaleOrLength));
    }

    @Override
    public void setArray(int index, Array value) throws SQLException {
        bind(index, (to, place) -> to.setArray(place, value));
    }

    @Override
    public void setRef(int index, Ref value) throws SQLException {
        bind(index, (to, place) -> to.setRef(place, value));
    }

    @Override
    public void setRowId(int index, RowId value) throws SQLException {
        bind(index, (to, place) -> to.setRowId(place, value));
    }

    @Override
    public void setURL(int index, URL value) throws SQLException {
        bind(index, (to, place) -> to.setURL(place, value));
    }
}
